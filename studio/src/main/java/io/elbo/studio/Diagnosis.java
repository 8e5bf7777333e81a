package io.elbo.studio;

import io.elbo.doctor.Finding;
import io.elbo.studio.request.ChangeRequest;
import java.util.List;

/**
 * A finding of the doctor as the page shows it.
 *
 * @param advice in the words of the form
 * @param changes to begin with, as fields of the form
 * @param flags the same, to be sent back for a run with them
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
