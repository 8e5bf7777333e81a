package io.elbo.table;

/** Mean and deviation of numbers of any magnitude; the deviation is 1 where all are equal, or there are none. */
record Moments(double mean, double deviation) {
    static Moments of(double[] values) {
        if (values.length == 0) {
            return new Moments(0, 1);
        }
        double least = values[0];
        double most = values[0];
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (least == most) {
            return new Moments(least, 1);
        }
        // a power of two changes no digit, and keeps squares in range
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
        return new Moments(Math.scalb(mean, exponent), deviation > 0 ? deviation : 1);
    }
}
