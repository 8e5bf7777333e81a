package io.elbo.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error in an object, described briefly without its position. */
final class JsonFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 40;

    /** The character or word that a parser names, or its limit. */
    private static final Pattern NAMED = Pattern.compile("'(.[^']*)'|allowed \\((\\d+)", Pattern.DOTALL);

    /**
     * Replaces a parser's message, which is long and names parser settings. In {@code words}, %1$s is what the parser found and
     * %2$s the key.
     */
    private record Rule(Pattern said, String words) {
        private static Rule of(String said, String words) {
            return new Rule(Pattern.compile(said), words);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of("code 1[03]\\)\\): has to be escaped", "a text is not closed"),
            Rule.of("has to be escaped", "a text has a control character"),
            Rule.of("closing quote|in field name|in character escape", "a text is not closed"),
            Rule.of("hex-digit", "a text has \\u without four hexadecimal digits"),
            Rule.of("Unrecognized character escape", "a text has \\ before %1$s"),
            Rule.of("Unrecognized token", "%1$s is not a value"),
            Rule.of("Leading zeroes", "the value%2$s is a number with a leading zero, which JSON does not allow"),
            Rule.of("plus signs", "the value%2$s is a number with a plus sign, which JSON does not allow"),
            Rule.of(
                    "numeric value|number exponent|following sign",
                    "the value%2$s is not a JSON number, such as 0.5 or -1e3"),
            Rule.of("Illegal character", "%1$s is outside of texts"),
            Rule.of("comment", "%1$s is outside of texts; JSON has no comments"),
            Rule.of("Number value length", "has a number of more than %1$s characters"),
            Rule.of("String value length|Name length", "has a key or a value of more than %1$s characters"));

    JsonFault(String what) {
        super(what, null, false, false);
    }

    /**
     * Rewords a parser's message.
     *
     * @param at the parser, where it stopped
     * @param end the description of the end of its text
     */
    static JsonFault of(JsonProcessingException e, JsonParser at, String end) {
        String said = e.getOriginalMessage();
        String found = said.contains("end-of-input") ? end : named(said);
        if (at.getParsingContext().inRoot() && !(e instanceof StreamConstraintsException)) {
            return after(at.currentToken(), found);
        }
        String name = at.getParsingContext().getCurrentName();
        String key = name == null ? "" : " of '" + brief(name) + "'";
        for (Rule rule : RULES) {
            if (rule.said.matcher(said).find()) {
                return new JsonFault(String.format(rule.words, found, key));
            }
        }
        return new JsonFault(wanted(said, at, key) + " is needed, not " + found);
    }

    private static String named(String said) {
        Matcher named = NAMED.matcher(said);
        return !named.find()
                ? "a control character"
                : named.group(1) == null ? named.group(2) : "'" + brief(named.group(1)) + "'";
    }

    /** Returns what should come next where a parser found something else. */
    private static String wanted(String said, JsonParser at, String key) {
        JsonToken last = at.currentToken();
        boolean opened = last == JsonToken.START_OBJECT || last == JsonToken.START_ARRAY;
        boolean separator = !opened && (said.contains("expecting comma") || said.contains("close marker"));
        if (last == JsonToken.FIELD_NAME) {
            return said.contains("colon") ? "a colon" + key.replaceFirst(" of", " after the key") : "a value";
        }
        if (at.getParsingContext().inObject()) {
            return separator ? "a comma or } after the value" + key : "a key in double quotes";
        }
        if (at.getParsingContext().getParent().inRoot()) {
            return separator ? "a comma or ] after the object before" : "an object of the array";
        }
        return separator ? "a comma or ]" : opened ? "a value or ]" : "a value";
    }

    /** Returns the error for text after an object or the array of all objects. */
    static JsonFault after(JsonToken last, String found) {
        return new JsonFault(
                "continues after " + (last == JsonToken.END_ARRAY ? "the array" : "its object") + " with " + found);
    }

    /** Returns the beginning of the token that a parser has just read. */
    static String shown(JsonParser at) throws IOException {
        return at.currentToken() == JsonToken.VALUE_STRING ? "'\"'" : "'" + brief(at.getText()) + "'";
    }

    static String brief(String text) {
        return Words.oneLine(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text);
    }
}
