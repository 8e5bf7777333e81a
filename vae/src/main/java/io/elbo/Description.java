package io.elbo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.elbo.data.DataException;
import io.elbo.file.ModelFile;
import io.elbo.json.Json;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import java.nio.file.Path;

/**
 * The definition and provenance of a model.
 *
 * @param spec the spec; for a decoder, the spec with which it was trained
 * @param provenance the provenance
 * @param parameters the number of weights and biases
 * @param weightsDigest the SHA-256 of the weights
 * @param decoderOnly whether the encoder is missing
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
     * @throws DataException if the file is not valid, naming the file and the fault
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

    /** Returns this description as JSON. */
    public String toJson() {
        return Json.write(this);
    }
}
