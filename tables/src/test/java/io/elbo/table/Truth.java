package io.elbo.table;

import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.training.TrainingListener;
import java.util.List;
import java.util.Random;

/**
 * A table of which the truth is known: {@code x ~ N(0, 1)}, {@code y = 2 x + 0.2 e}, a category that is the sign of x in 9 of 10
 * rows, a count of an independent geometric distribution, an independent number of noise, and a name that says nothing.
 */
final class Truth {
    static final int X = 0;
    static final int Y = 1;
    static final int SIGN = 2;
    static final int COUNT = 3;
    static final int NOISE = 4;
    static final int NAME = 5;
    static final double ERROR = 0.2;

    static final Schema SCHEMA = new Schema(List.of(
            new Column("x", new ColumnType.Real(NumberStyle.SHORTEST), List.of("")),
            new Column("y", new ColumnType.Real(NumberStyle.SHORTEST), List.of("")),
            new Column("sign", new ColumnType.Category(List.of("minus", "plus", "never")), List.of("")),
            new Column("count", new ColumnType.Count(NumberStyle.WHOLE), List.of("")),
            new Column("noise", new ColumnType.Real(NumberStyle.SHORTEST), List.of("")),
            new Column("name", new ColumnType.Identifier(), List.of(""))));

    private Truth() {}

    static double[][] rows(int n, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double x = random.nextGaussian();
            double y = 2 * x + ERROR * random.nextGaussian();
            boolean plus = x > 0 == random.nextDouble() < 0.9;
            double count = Math.floor(Math.log(1 - random.nextDouble()) / Math.log(0.5));
            rows[i] = new double[] {x, y, plus ? 1 : 0, count, random.nextGaussian(), Double.NaN};
        }
        return rows;
    }

    static double[] column(double[][] rows, int column) {
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i][column];
        }
        return values;
    }

    static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    /** A model that has hardly learned, for what does not depend on that. */
    static TableModel small(Schema schema, double[][] rows, int threads) {
        TableTraining usual = TableTraining.of(rows.length, 5);
        TableTraining training = new TableTraining(
                List.of(6),
                2,
                2,
                0.5,
                usual.training().withEpochs(2).withSchedule(new io.elbo.spec.Schedule.Constant(), 0));
        return TableModel.fit(
                schema, rows, TableSpec.of(rows.length, 5).withModel(training), TrainingListener.NONE, threads);
    }
}
