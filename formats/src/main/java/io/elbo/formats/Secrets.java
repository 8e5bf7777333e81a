package io.elbo.formats;

import io.elbo.data.DataException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in the URL of a database nobody else is to see, and how to leave it out. Every driver has its own way to write these
 * URLs; what is not known to be harmless counts as secret.
 *
 * @param url whole
 * @param name the database in messages: the URL up to its settings, or, where an @ shows that a user is in it, its beginning
 * @param texts that are left out of messages
 */
record Secrets(String url, String name, List<String> texts) {
    private static final Pattern SETTING =
            Pattern.compile("(?i)\\w*(?:pass|pwd|secret|token|key|credential|auth)\\w*\\s*=\\s*([^&;,)\\s]+)");
    private static final Pattern USER = Pattern.compile("[/:]([^/:@]+)[/:]([^@]+)@");
    private static final Pattern AUTHORITY = Pattern.compile("//[^/:@]*:(.+)@");
    private static final int SHORT = 3;
    private static final String HIDDEN = "***";

    /** What is secret in a URL, and a password beside it. */
    public static Secrets of(String url, Optional<String> password) {
        List<String> texts = new ArrayList<>();
        password.filter(text -> !text.isEmpty()).ifPresent(texts::add);
        Matcher setting = SETTING.matcher(url);
        while (setting.find()) {
            add(setting.group(1), texts);
        }
        int at = url.lastIndexOf('@');
        Matcher user = USER.matcher(url.substring(0, at + 1));
        while (user.find()) {
            add(user.group(2), texts);
        }
        Matcher whole = AUTHORITY.matcher(url); // a password may have an @ itself
        if (whole.find()) {
            add(whole.group(1), texts);
        }
        texts.sort(Comparator.comparingInt(String::length).reversed()); // one may be part of another
        return new Secrets(url, name(url), List.copyOf(texts));
    }

    private static void add(String text, List<String> texts) {
        texts.add(text);
        try {
            texts.add(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // it has a % that is none of these codes
        }
    }

    private static String name(String url) {
        if (url.indexOf('@') >= 0) {
            return Words.oneLine(url.replaceFirst("^([^:]*:[^:/@]*).*", "$1"));
        }
        return Words.oneLine(url.replaceFirst("[?;&(,=].*", "").replaceFirst(":$", ""));
    }

    /** A message, on one line and without secrets. */
    public String without(String message) {
        String text = message == null
                ? "the driver says nothing more"
                : message.lines().map(String::strip).findFirst().orElse("");
        text = text.replace(url, name);
        for (String secret : texts) {
            if (secret.length() < SHORT && text.contains(secret)) {
                return "the driver finds a fault; what it says could show the password";
            }
            text = text.replace(secret, HIDDEN);
        }
        return Words.oneLine(text);
    }

    /** A failure whose causes have no secrets either: where one has, it is left out. */
    public DataException failure(String message, Exception cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            String said = String.valueOf(each);
            if (said.contains(url) || texts.stream().anyMatch(said::contains)) {
                return new DataException(message);
            }
        }
        return new DataException(message, cause);
    }
}
