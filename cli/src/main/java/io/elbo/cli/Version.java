package io.elbo.cli;

import io.elbo.engine.execution.Platform;
import picocli.CommandLine;

/** The output of {@code --version}. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "elbo " + io.elbo.spec.Provenance.VERSION,
            "Java " + Runtime.version() + ", " + System.getProperty("os.arch") + ", kernels: " + Platform.kernels()
        };
    }
}
