package io.elbo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.elbo.data.DataException;
import io.elbo.file.ModelFile;
import io.elbo.json.Json;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import java.nio.file.Path;

/**
 * What a model is and where it comes from.
 *
 * @param spec what it is; of a decoder too, what it was trained as
 * @param provenance where it comes from
 * @param parameters the number of weights and biases
 * @param weightsDigest the SHA-256 of the weights
 * @param decoderOnly whether the encoder is left out
 */
public record Description(
        VaeSpec spec,
        Provenance provenance,
        long parameters,
        String weightsDigest,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean decoderOnly) {
    /**
     * Describes the model or the decoder in a file.
     *
     * @throws DataException naming the file and what is not right in it
     */
    public static Description read(Path file) {
        ModelFile.Contents contents = ModelFile.readAny(file);
        return new Description(
                contents.spec(),
                contents.provenance(),
                contents.parameters().size(),
                contents.parameters().digest(),
                contents.decoderOnly());
    }

    /** This description as JSON. */
    public String toJson() {
        return Json.write(this);
    }
}
