package io.elbo.studio;

import io.elbo.run.RunStatus;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Describes trainings and epochs in the page's JSON. */
final class StatusAnswer {
    private StatusAnswer() {}

    static Map<String, Object> of(RunStatus status) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("state", status.state().name().toLowerCase(Locale.ROOT));
        answer.put("epoch", status.epoch());
        answer.put("epochs", status.epochs());
        answer.put("step", status.step());
        answer.put("steps", status.steps());
        answer.put("rowsPerSecond", status.rowsPerSecond());
        answer.put("secondsLeft", status.secondsLeft());
        answer.put("epochSoFar", of(status.epochSoFar()));
        answer.put(
                "best",
                status.best() == null
                        ? null
                        : Map.of(
                                "epoch", status.best().epoch(),
                                "score", status.best().score()));
        answer.put("stage", status.stage());
        answer.put("message", status.message());
        return answer;
    }

    /** @param kl the KL divergence of each latent; null if it is not known */
    static Map<String, Object> of(EpochMetrics epoch, double[] kl) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("epoch", epoch.epoch());
        answer.put("step", epoch.step());
        answer.put("seconds", epoch.seconds());
        answer.put("train", of(epoch.train()));
        answer.put("validation", of(epoch.validation()));
        answer.put("kl", kl == null ? new double[0] : kl);
        return answer;
    }

    private static Map<String, Object> of(Elbo elbo) {
        if (elbo == null) {
            return null;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("elbo", elbo.value());
        answer.put("reconstruction", elbo.reconstruction());
        answer.put("kl", elbo.kl());
        return answer;
    }
}
