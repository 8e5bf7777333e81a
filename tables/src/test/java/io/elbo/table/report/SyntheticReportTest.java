package io.elbo.table.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.test.Failures;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** Tables of x, a number that follows from x, a level that follows from x, and noise. */
@Tag("slow")
class SyntheticReportTest {
    private static final String HOSTILE = "</style><script>alert('1')</script>\"&<b>";

    private static final Schema SCHEMA = new Schema(List.of(
            new Column("x", new ColumnType.Real(NumberStyle.SHORTEST), List.of("")),
            new Column("id", new ColumnType.Identifier(), List.of("")),
            new Column("y", new ColumnType.Real(NumberStyle.SHORTEST), List.of("")),
            new Column(HOSTILE, new ColumnType.Category(List.of(HOSTILE, "plain")), List.of(""))));

    @TempDir
    Path folder;

    /** @param slope of y: 2 is the truth */
    private static double[][] rows(int n, double slope, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double x = random.nextGaussian();
            boolean right = random.nextDouble() < 0.9;
            rows[i] = new double[] {
                random.nextInt(20) == 0 ? Double.NaN : x,
                Double.NaN,
                slope * x + 0.5 * random.nextGaussian(),
                x > 0 == right ? 1 : 0
            };
        }
        return rows;
    }

    private static SyntheticReport report(double[][] synthetic, String target) {
        return SyntheticReport.of(
                SCHEMA, rows(3000, 2, 1), rows(1500, 2, 2), synthetic, new ReportOptions(target, 2000, 500, 1));
    }

    @Test
    void freshRowsOfTheSameKindCannotBeToldApart() {
        SyntheticReport report = report(rows(3000, 2, 3), "y");
        // standard error 0.013
        assertEquals(0.5, report.detection(), 0.05);
        // 1 - 0.25 / 4.25, of the rows without x less
        assertEquals(report.trainedOnReal().r2(), report.trainedOnSynthetic().r2(), 0.03);
        assertTrue(report.trainedOnReal().r2() > 0.85 && report.trainedOnReal().r2() < 0.95);
        assertEquals(0, report.associationDifference(), 0.03);
        assertEquals(3, report.columns().size());
        for (ColumnComparison column : report.columns()) {
            assertTrue(column.distance() < 0.05, column.toString());
        }
        assertEquals(0, report.privacy().copies());
        // standard error 0.01 and that of the bound
        assertEquals(0.05, report.privacy().closer(), 0.05);
        assertEquals(
                report.privacy().heldOut().get(1), report.privacy().synthetic().get(1), 0.02);
    }

    @Test
    void copiesAreFound() {
        SyntheticReport report = report(rows(3000, 2, 1), "y");
        assertEquals(1, report.privacy().copies());
        assertEquals(0, report.privacy().heldOutCopies());
        assertEquals(0, report.privacy().synthetic().get(1));
        assertEquals(1, report.privacy().closer());
    }

    @Test
    void rowsThatDoNotBelongTogetherAreFound() {
        SyntheticReport report = report(rows(3000, -2, 3), HOSTILE);
        assertTrue(report.detection() > 0.9, "detection " + report.detection());
        Utility real = report.trainedOnReal();
        // right in 0.9, but for rows without x, of which y says nearly as much
        assertEquals(0.9, real.accuracy(), 0.03);
        assertEquals(0.9, real.f1(), 0.03);
        assertTrue(real.auroc() > 0.87 && report.trainedOnSynthetic().auroc() < real.auroc());
        // x and y by themselves are the same
        assertTrue(report.columns().get(0).distance() < 0.05
                && report.columns().get(1).distance() < 0.05);
        assertEquals(0.05, report.columns().get(0).realMissing(), 0.015);
        // |r| = 2 / sqrt(4.25), whatever the sign
        assertEquals(2 / Math.sqrt(4.25), report.realAssociations().get(0).get(1), 0.01);
        assertEquals(2 / Math.sqrt(4.25), report.syntheticAssociations().get(1).get(0), 0.01);
    }

    @Test
    void thePageIsWellFormedAndHoldsNothingForeign() throws Exception {
        Path file = folder.resolve("report.html");
        SyntheticReport report = report(rows(400, 2, 3), HOSTILE);
        report.save(file);
        String page = Files.readString(file);
        assertFalse(page.contains("<script") || page.contains("alert('"), "no script");
        assertFalse(page.contains("http:") || page.contains("https:") || page.contains("url("), "needs nothing else");
        assertTrue(page.contains("&lt;/style&gt;&lt;script&gt;"));
        // but for the doctype and meta, it is XML: everything is closed and escaped
        String xml = page.replace("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        int texts = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("svg")
                .getLength();
        assertEquals(3 + 3, texts, "a plot for each column, and three maps");
        assertTrue(report.toJson().contains("\"detection\""));
    }

    @Test
    void withoutRowsHeldOutAPartOfTheRealOnesIsPredicted() throws IOException {
        SyntheticReport report = SyntheticReport.of(
                SCHEMA, rows(1000, 2, 1), null, rows(1000, 2, 3), new ReportOptions("y", 1000, 100, 1));
        assertEquals(0, report.testRows());
        assertTrue(report.trainedOnReal().r2() > 0.8);
        assertTrue(Double.isNaN(report.privacy().closer()));
        Path file = folder.resolve("without.html");
        report.save(file);
        assertTrue(Files.readString(file).contains("no held-out rows"));
        assertFalse(Files.readString(file).contains("NaN"));
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        double[][] few = rows(1, 2, 1);
        double[][] some = rows(50, 2, 1);
        Failures.refused(
                () -> SyntheticReport.of(SCHEMA, few, null, some, new ReportOptions(null)), "real table has 1 rows");
        Failures.refused(
                () -> SyntheticReport.of(SCHEMA, some, null, some, new ReportOptions("id")), "no column 'id'", "x, y");
        Failures.rejected(() -> new ReportOptions(null, 1, 1, 1), "rows 1");
    }
}
