package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares inferred types of published tables with their descriptions. */
@Tag("slow")
class PublishedTablesTest {
    @BeforeEach
    void theFilesAreHere() {
        assumeTrue(Tables.shared(), "the published tables are not here: " + Tables.SHARED);
    }

    private static InferredSchema infer(Path file) {
        return Schema.infer(TableFile.open(file), InferenceOptions.defaults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "tabular/adult-train.csv.gz ! 32561 ! count category positive category count category category category"
                        + " category category count count count category category",
                "tabular/diamonds.csv.gz ! 53940 ! positive category category category positive positive positive"
                        + " positive positive positive",
                "tabular/penguins.csv ! 344 ! category category positive positive count count category",
                "anomaly/breastw.csv.gz ! 683 ! count count count count count count count count count flag",
                "anomaly/shuttle.csv.gz ! 49097 ! count real count real real real real real real flag",
                "anomaly/thyroid.csv.gz ! 3772 ! proportion proportion proportion proportion proportion proportion flag",
                "anomaly/mammography.csv.gz ! 11183 ! real real real real real real flag",
            })
    void theTypesAreThoseOfTheDescription(String file, long rows, String kinds) {
        InferredSchema inference = infer(Tables.SHARED.resolve(file));
        assertEquals(rows, inference.reading().rows());
        assertEquals(
                kinds,
                inference.schema().columns().stream()
                        .map(column -> column.type().kind())
                        .collect(Collectors.joining(" ")),
                String.join("\n", inference.report()));
    }

    @Test
    void adultHasItsSpikesAndMarks() {
        InferredSchema adult = infer(Tables.SHARED.resolve("tabular/adult-train.csv.gz"));
        int gain = adult.schema().names().indexOf("capital_gain");
        assertTrue(adult.columns().get(gain).spike());
        assertEquals(0, adult.columns().get(gain).commonest());
        assertEquals(0.917, adult.columns().get(gain).commonestShare(), 0.01);
        assertEquals("?", adult.schema().column("workclass").orElseThrow().missingText());
        TableSource test = TableFile.open(Tables.SHARED.resolve("tabular/adult-test.csv.gz"));
        assertEquals(
                List.of(),
                new TableReader(adult.schema(), test, true)
                        .read((line, values, cells) -> {})
                        .report());
    }

    @Test
    void wdbcIsPositiveAndWineHasNoHeader() {
        InferredSchema wdbc = infer(Tables.SHARED.resolve("anomaly/WDBC.csv.gz"));
        assertEquals(
                30,
                wdbc.schema().columns().stream()
                        .filter(column -> column.type() instanceof ColumnType.Positive)
                        .count());
        InferredSchema wine = infer(Tables.SHARED.resolve("tabular/winequality-white.csv"));
        assertEquals(4898, wine.reading().rows());
        assertEquals("c11", wine.schema().names().get(11));
        assertEquals("count", wine.schema().columns().get(11).type().kind());
    }

    @Tag("slow")
    @Test
    void everyCellComesBackToTheCharacter() throws IOException {
        List<Path> tables = new ArrayList<>();
        for (String folder : List.of("tabular", "anomaly")) {
            Path of = Tables.SHARED.resolve(folder);
            if (Files.isDirectory(of)) {
                try (Stream<Path> files = Files.list(of)) {
                    files.filter(file -> file.toString().contains(".csv"))
                            .sorted()
                            .forEach(tables::add);
                }
            }
        }
        assumeTrue(!tables.isEmpty(), "there is no .csv among the published tables: " + Tables.SHARED);
        for (Path table : tables) {
            cellsComeBack(table);
        }
    }

    private static void cellsComeBack(Path file) {
        TableSource source = TableFile.open(file);
        InferredSchema inference = Schema.infer(source, InferenceOptions.defaults());
        List<Column> columns = inference.schema().columns();
        List<CellCodec> codecs =
                columns.stream().map(column -> column.type().codec()).toList();
        long[] compared = new long[1];
        FitReport fit = new TableReader(inference.schema(), source, true).read((line, values, cells) -> {
            for (int column = 0; column < cells.length; column++) {
                if (columns.get(column).type().ignored() || columns.get(column).isMissing(cells[column])) {
                    continue;
                }
                compared[0]++;
                String written = codecs.get(column).format(values[column]);
                if (inference.columns().get(column).exactText()) {
                    assertEquals(cells[column], written, file + ", line " + line);
                } else {
                    assertEquals(values[column], codecs.get(column).parse(written));
                }
            }
        });
        assertEquals(List.of(), fit.report(), file.toString());
        // each of these tables has more columns of numbers and levels than ignored columns, and few missing values
        assertTrue(compared[0] > fit.reading().rows() * columns.size() / 2, file + ": " + compared[0] + " cells");
    }
}
