package io.elbo.table;

/** The mean and standard deviation of numbers of any magnitude. The deviation is 1 if all are equal or there are none. */
record MeanDeviation(double mean, double deviation) {
    static MeanDeviation of(double[] values) {
        if (values.length == 0) {
            return new MeanDeviation(0, 1);
        }
        double least = values[0];
        double most = values[0];
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (least == most) {
            return new MeanDeviation(least, 1);
        }
        // scaling by a power of two is exact and keeps squares in range
        int exponent = Math.getExponent(Math.max(Math.abs(least), Math.abs(most)));
        double sum = 0;
        for (double value : values) {
            sum += Math.scalb(value, -exponent);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            double error = Math.scalb(value, -exponent) - mean;
            squares += error * error;
        }
        double deviation = Math.scalb(Math.sqrt(squares / values.length), exponent);
        return new MeanDeviation(Math.scalb(mean, exponent), deviation > 0 ? deviation : 1);
    }
}
