package io.elbo.spec;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Optimizer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An {@link Optimizer} as JSON: by its name, since the engine knows nothing of JSON. */
@JacksonAnnotationsInside
@Retention(RetentionPolicy.RUNTIME)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Optimizer.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = Optimizer.Adagrad.class, name = "adagrad"),
    @JsonSubTypes.Type(value = Optimizer.Adam.class, name = "adam"),
    @JsonSubTypes.Type(value = Optimizer.AdamW.class, name = "adamw")
})
public @interface OptimizerJson {}
