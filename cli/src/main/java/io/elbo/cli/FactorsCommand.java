package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.Shown;
import io.elbo.data.image.Images;
import io.elbo.image.latent.LatentActivity;
import io.elbo.statistics.measure.Disentanglement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo factors}. */
@Command(
        name = "factors",
        sortOptions = false,
        description = {
            "Compares the latents with the ground-truth factors of the data.",
            "Computes the mutual information gap (MIG), separated attribute predictability (SAP), "
                    + "disentanglement, completeness and informativeness (DCI), and the FactorVAE score; the best value of "
                    + "each is 1. Shows which latent represents which factor, as mutual information in nats. Needs some "
                    + "thousands of images."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo factors runs/lines-1",
            "  ./elbo factors runs/mine-1 --data pictures/ --factors factors.csv --json"
        })
final class FactorsCommand implements Callable<Integer> {
    private static final int WIDTH = 12;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Mixin
    private FactorOptions factors;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 10,
            description = "Seed of the draws of the measures. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "--json",
            order = 11,
            description = "Print JSON, including the tables of all measures, [latent][factor].")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        Vae vae = model.load();
        Images images = data.limited(factors.on(data.all(vae, command)));
        float[][] truth = FactorOptions.of(images);
        Encoded encoded = Encoded.of(vae, images);
        Disentanglement found = Disentanglement.of(encoded.q().mean(), truth, seed);
        if (json) {
            Say.json(fields(images, found));
        } else {
            print(images, found, LatentActivity.ranked(encoded.q(), vae.spec().prior()));
        }
        return 0;
    }

    private static Map<String, Object> fields(Images images, Disentanglement found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", images.count());
        fields.put("factors", images.factorNames());
        fields.put("mig", found.mig().score());
        fields.put("sap", found.sap().score());
        fields.put("dci_disentanglement", found.dci().disentanglement());
        fields.put("dci_completeness", found.dci().completeness());
        fields.put("dci_informativeness", found.dci().informativeness());
        fields.put("factor_vae", found.factorVae().score());
        fields.put("mig_per_factor", found.mig().gaps());
        fields.put("sap_per_factor", found.sap().gaps());
        fields.put("mutual_information", found.mig().information());
        fields.put("prediction", found.sap().scores());
        fields.put("importance", found.dci().importance());
        return fields;
    }

    private static void print(Images images, Disentanglement found, List<LatentActivity> ranked) {
        System.out.printf(Locale.ROOT, "%-20s%,d%n", "rows", images.count());
        line("MIG", found.mig().score());
        line("SAP", found.sap().score());
        line("DCI disentanglement", found.dci().disentanglement());
        line("DCI completeness", found.dci().completeness());
        line("DCI informativeness", found.dci().informativeness());
        line("FactorVAE score", found.factorVae().score());
        System.out.println();
        System.out.println("Mutual information of latents and factors, nats:");
        StringBuilder head = new StringBuilder(String.format("%-10s", "latent"));
        images.factorNames().forEach(name -> head.append(String.format("%" + WIDTH + "s", Shown.cell(name))));
        System.out.println(head);
        for (LatentActivity activity : ranked) {
            StringBuilder line = new StringBuilder(String.format("%-10d", activity.latent()));
            for (double nats : found.mig().information()[activity.latent()]) {
                line.append(String.format(Locale.ROOT, "%" + WIDTH + ".3f", nats));
            }
            System.out.println(line + (activity.active() ? "" : "   inactive"));
        }
    }

    private static void line(String name, double value) {
        System.out.printf(Locale.ROOT, "%-20s%.3f%n", name, value);
    }
}
