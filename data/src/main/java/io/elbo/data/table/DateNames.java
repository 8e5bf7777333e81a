package io.elbo.data.table;

import java.util.List;

/** English names of months and days, in any case. */
enum DateNames {
    MONTHS("January February March April May June July August September October November December"),
    DAYS("Monday Tuesday Wednesday Thursday Friday Saturday Sunday");

    private static final int SHORT = 3;

    private final List<String> names;

    DateNames(String names) {
        this.names = List.of(names.split(" "));
    }

    /** Returns the number, from 1, of the name that begins there; 0 if none does. */
    int read(String text, int at, boolean whole) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (text.regionMatches(true, at, name, 0, whole ? name.length() : SHORT)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Returns the name of a number, from 1. */
    String name(int number, boolean whole) {
        String name = names.get(number - 1);
        return whole ? name : name.substring(0, SHORT);
    }
}
