package io.elbo.course.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EmStudyTest {
    /** The tolerance for the autoencoders, in nats per row. */
    private static final double NEAR = 0.005;

    @Test
    @Tag("slow")
    void expectationMaximizationAndTheAutoencoderReachTheSameLikelihood() {
        EmStudy study = EmStudy.of(new EmStudy.Options(4));
        double pca = study.pca().get(study.pca().size() - 1);
        double factors = study.factors().get(study.factors().size() - 1);
        assertEquals(study.closedForm(), pca, 1e-6);
        assertTrue(factors > pca + 0.01, "the noise differs by feature: " + factors + ", " + pca);
        reaches(study.closedForm(), study.pcaVae());
        reaches(factors, study.factorsVae());
        assertEquals(201, study.pcaVae().size());
    }

    private static void reaches(double greatest, List<EmStudy.Epoch> vae) {
        for (EmStudy.Epoch epoch : vae) {
            assertTrue(epoch.logLikelihood() <= greatest + 1e-6, epoch + " above the maximum " + greatest);
            assertTrue(epoch.elbo() <= epoch.logLikelihood() + 1e-6, epoch + ": the bound is above");
        }
        EmStudy.Epoch last = vae.get(vae.size() - 1);
        assertEquals(greatest, last.logLikelihood(), NEAR);
        assertEquals(greatest, last.elbo(), NEAR);
    }

    @Test
    void theLikelihoodNeverFallsDuringEm() {
        EmStudy study = EmStudy.of(new EmStudy.Options(100, 1, 5));
        for (List<Double> em : List.of(study.pca(), study.factors())) {
            for (int i = 1; i < em.size(); i++) {
                assertTrue(em.get(i) >= em.get(i - 1) - 1e-9, "iteration " + i);
            }
            assertTrue(em.size() > 3);
        }
        int longest = Math.max(study.pca().size(), study.factors().size());
        assertEquals(longest, study.table().rows().size());
    }
}
