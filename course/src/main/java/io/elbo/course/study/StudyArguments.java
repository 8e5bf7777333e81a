package io.elbo.course.study;

/** Checks that settings are within their bounds. */
final class StudyArguments {
    private StudyArguments() {}

    static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + ": must be " + least + " to " + most);
        }
    }
}
