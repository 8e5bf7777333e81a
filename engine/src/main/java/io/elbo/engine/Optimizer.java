package io.elbo.engine;

/** How gradients g update parameters w. The learning rate is given at each step. */
public sealed interface Optimizer {
    /** Returns how many values the optimizer stores for each parameter value. */
    int moments();

    /**
     * Stochastic gradient descent: {@code b = momentum * b + g; w -= rate * b}.
     *
     * @param momentum 0 to below 1
     */
    record Sgd(double momentum) implements Optimizer {
        public Sgd {
            check("momentum", momentum, 0, 1);
        }

        @Override
        public int moments() {
            return 1;
        }
    }

    /**
     * Adagrad (Duchi, Hazan, Singer 2011): {@code s += g^2; w -= rate * g / (sqrt(s) + epsilon)}.
     *
     * @param epsilon above 0
     */
    record Adagrad(double epsilon) implements Optimizer {
        public Adagrad {
            check("epsilon", epsilon, Double.MIN_VALUE, 1);
        }

        @Override
        public int moments() {
            return 1;
        }
    }

    /**
     * Adam (Kingma, Ba 2015), with both bias corrections.
     *
     * @param beta1 decay of the mean of the gradients
     * @param beta2 decay of the mean of their squares
     * @param epsilon added to the root of the mean square
     */
    record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
        public Adam {
            check("beta1", beta1, 0, 1);
            check("beta2", beta2, 0, 1);
            check("epsilon", epsilon, Double.MIN_VALUE, 1);
        }

        /** Adam with beta1 0.9, beta2 0.999 and epsilon 1e-8. */
        public Adam() {
            this(0.9, 0.999, 1e-8);
        }

        @Override
        public int moments() {
            return 2;
        }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov, Hutter 2019): before each step {@code w *= 1 - rate * weightDecay}.
     *
     * @param beta1 decay of the mean of the gradients
     * @param beta2 decay of the mean of their squares
     * @param epsilon added to the root of the mean square
     * @param weightDecay 0 to below 1
     */
    record AdamW(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
        public AdamW {
            check("beta1", beta1, 0, 1);
            check("beta2", beta2, 0, 1);
            check("epsilon", epsilon, Double.MIN_VALUE, 1);
            check("weightDecay", weightDecay, 0, 1);
        }

        /** AdamW with Adam's defaults and a weight decay of 0.01. */
        public AdamW() {
            this(0.9, 0.999, 1e-8, 0.01);
        }

        @Override
        public int moments() {
            return 2;
        }
    }

    private static void check(String name, double value, double least, double below) {
        if (!(value >= least && value < below)) {
            throw new IllegalArgumentException(
                    name + " " + value + ": must be at least " + least + " and below " + below);
        }
    }
}
