package io.elbo.studio;

import io.elbo.Decoder;
import io.elbo.Vae;
import io.elbo.table.TableModel;

/**
 * A loaded model.
 *
 * @param state the state of its file
 * @param vae the model of images, or of the encoded rows of a table
 * @param decoder the prepared decoder of an image model; null for a table
 * @param table the model of a table; null for images
 */
record Loaded(FileState state, Vae vae, Decoder decoder, TableModel table) {
    static Loaded of(StudioRun run, FileState state) {
        if (TableModel.isOne(run.model())) {
            TableModel table = TableModel.load(run.model());
            return new Loaded(state, table.vae(), null, table);
        }
        Vae vae = Vae.load(run.model());
        return new Loaded(state, vae, vae.decoder(), null);
    }

    String version() {
        return state.version();
    }

    int latent() {
        return vae.spec().latent();
    }
}
