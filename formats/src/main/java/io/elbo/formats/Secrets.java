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
 * The secret parts of a database URL, and how to remove them from messages. Every driver has its own URL syntax, so everything
 * that is not known to be harmless counts as secret.
 *
 * @param url the full URL
 * @param name of the database in messages: the URL up to its settings, or only its beginning if an @ shows that it contains a
 *     user
 * @param texts to remove from messages
 */
record Secrets(String url, String name, List<String> texts) {
    private static final Pattern SETTING =
            Pattern.compile("(?i)\\w*(?:pass|pwd|secret|token|key|credential|auth)\\w*\\s*=\\s*([^&;,)\\s]+)");
    private static final Pattern USER = Pattern.compile("[/:]([^/:@]+)[/:]([^@]+)@");
    private static final Pattern AUTHORITY = Pattern.compile("//[^/:@]*:(.+)@");
    private static final int SHORT = 3;
    private static final String HIDDEN = "***";

    /** Returns the secrets in a URL, and a separate password. */
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
        Matcher whole = AUTHORITY.matcher(url); // a password may contain an @
        if (whole.find()) {
            add(whole.group(1), texts);
        }
        texts.sort(Comparator.comparingInt(String::length).reversed()); // one secret may be part of another
        return new Secrets(url, name(url), List.copyOf(texts));
    }

    private static void add(String text, List<String> texts) {
        texts.add(text);
        try {
            texts.add(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // it has a % that is not an escape code
        }
    }

    private static String name(String url) {
        if (url.indexOf('@') >= 0) {
            return Words.oneLine(url.replaceFirst("^([^:]*:[^:/@]*).*", "$1"));
        }
        return Words.oneLine(url.replaceFirst("[?;&(,=].*", "").replaceFirst(":$", ""));
    }

    /** Returns a message on one line and without secrets. */
    public String without(String message) {
        String text = message == null
                ? "the driver gives no reason"
                : message.lines().map(String::strip).findFirst().orElse("");
        text = text.replace(url, name);
        for (String secret : texts) {
            if (secret.length() < SHORT && text.contains(secret)) {
                return "the driver reports an error whose message could contain the password";
            }
            text = text.replace(secret, HIDDEN);
        }
        return Words.oneLine(text);
    }

    /** Returns an exception. A cause whose message contains a secret is dropped. */
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
