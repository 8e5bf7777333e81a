package io.elbo.cli;

import io.elbo.engine.Platform;
import picocli.CommandLine;

/** What {@code --version} prints. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "elbo " + io.elbo.Provenance.VERSION,
            "Java " + Runtime.version() + ", " + System.getProperty("os.arch") + ", kernels: " + Platform.kernels()
        };
    }
}
