package io.elbo.studio;

import io.elbo.doctor.Finding;
import io.elbo.studio.request.ChangeRequest;
import java.util.List;

/**
 * A doctor finding as the page shows it.
 *
 * @param advice the advice, in the labels of the form
 * @param changes the suggested changes, as fields of the form
 * @param flags the same changes as flags, which the page sends back to start a run with them
 */
record Diagnosis(
        String finding,
        double value,
        String meaning,
        String advice,
        List<FormWords.Field> changes,
        List<String> flags) {
    static Diagnosis of(Finding finding) {
        return new Diagnosis(
                finding.finding(),
                finding.value(),
                finding.meaning(),
                finding.advice().words(FormWords::words),
                FormWords.fields(finding.changes()),
                ChangeRequest.of(finding.changes()).words());
    }
}
