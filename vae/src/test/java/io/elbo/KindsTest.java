package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.model.Laplace;
import io.elbo.model.Likelihood;
import io.elbo.model.LogisticMixture;
import io.elbo.model.Objective;
import io.elbo.model.Posterior;
import io.elbo.model.Prior;
import io.elbo.model.ProductLikelihood;
import io.elbo.model.ScoreFunction;
import io.elbo.spec.VaeSpec;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The test that runs over all kinds of the parts of a model knows all of them. */
public class KindsTest {
    public static Set<Class<?>> kinds(Class<?> family) {
        Set<Class<?>> kinds = new HashSet<>();
        for (Class<?> one : family.getPermittedSubclasses()) {
            if (one.isInterface()) {
                kinds.addAll(kinds(one));
            } else {
                kinds.add(one);
            }
        }
        return kinds;
    }

    @Test
    void theGradientOfEveryPartIsComparedWithDifferences() {
        Set<Class<?>> objectives = new HashSet<>();
        Set<Class<?>> priors = new HashSet<>();
        Set<Class<?>> posteriors = new HashSet<>();
        Set<Class<?>> likelihoods = new HashSet<>();
        for (Arguments model : ElboGradientTest.models()) {
            VaeSpec spec = (VaeSpec) model.get()[1];
            objectives.add(model.get()[2].getClass());
            priors.add(spec.prior().getClass());
            posteriors.add(spec.posterior().getClass());
            add(spec.likelihood(), likelihoods);
        }
        // its gradient is not that of its value; EstimatorTest compares it with the others
        objectives.add(ScoreFunction.class);
        assertEquals(kinds(Objective.class), objectives);
        assertEquals(kinds(Prior.class), priors);
        assertEquals(kinds(Posterior.class), posteriors);
        likelihoods.add(Laplace.class); // its absolute error has too many kinks for differences
        likelihoods.add(LogisticMixture.class); // of intervals; LogisticMixtureTest compares its gradient
        assertEquals(kinds(Likelihood.class), likelihoods);
    }

    private static void add(Likelihood likelihood, Set<Class<?>> to) {
        to.add(likelihood.getClass());
        if (likelihood instanceof ProductLikelihood product) {
            product.parts().forEach(part -> add(part.likelihood(), to));
        }
    }
}
