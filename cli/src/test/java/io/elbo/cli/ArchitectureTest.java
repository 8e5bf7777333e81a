package io.elbo.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The folders depend on each other only as the design says. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // and no test classes that modules share as jars
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.elbo");

    private static final Path DRAWINGS = Path.of("../docs/design/architecture.md");
    private static final Pattern ARROW = Pattern.compile("^ {4}([\\w.]+) --> ([\\w.]+)$", Pattern.MULTILINE);

    /** Returns the module of a class, by its folder or jar. */
    private static final Pattern MODULE = Pattern.compile("/([a-z]+)/target/classes/|/elbo-([a-z]+)-[^/]*\\.jar!");

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void allFoldersAreLookedAt() {
        for (String one : List.of(
                "io.elbo.Vae",
                "io.elbo.data.image.Images",
                "io.elbo.formats.Tables",
                "io.elbo.engine.Node",
                "io.elbo.layer.Dense",
                "io.elbo.studio.Studio",
                "io.elbo.cli.Main")) {
            assertTrue(CLASSES.contain(one), one);
        }
    }

    /** Returns the arrows of the drawing under a heading, by their origin. */
    private static Map<String, Set<String>> drawing(String heading) {
        String page = text(DRAWINGS);
        int begin = page.indexOf("\n## " + heading + "\n");
        assertTrue(begin >= 0, heading);
        int end = page.indexOf("\n## ", begin + 1);
        Matcher arrows = ARROW.matcher(page.substring(begin, end < 0 ? page.length() : end));
        Map<String, Set<String>> drawn = new TreeMap<>();
        while (arrows.find()) {
            drawn.computeIfAbsent(arrows.group(1), from -> new TreeSet<>()).add(arrows.group(2));
        }
        return drawn;
    }

    /** Returns which parts use which, where a function names the part of each class; classes without a name do not count. */
    private static Map<String, Set<String>> used(Function<JavaClass, String> part) {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass from : CLASSES) {
            String a = part.apply(from);
            if (a == null) {
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String b = part.apply(dependency.getTargetClass().getBaseComponentType());
                if (b != null && !a.equals(b)) {
                    used.computeIfAbsent(a, name -> new TreeSet<>()).add(b);
                }
            }
        }
        return used;
    }

    private static Set<String> reached(Map<String, Set<String>> arrows, String from, String without) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(arrows.getOrDefault(from, Set.of()));
        open.remove(without);
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                open.addAll(arrows.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }

    private static void isDrawn(String heading, Function<JavaClass, String> part) {
        Map<String, Set<String>> drawn = drawing(heading);
        Map<String, Set<String>> used = used(part);
        List<String> wrong = new ArrayList<>();
        used.forEach((from, all) -> all.stream()
                .filter(to -> !reached(drawn, from, null).contains(to))
                .forEach(to -> wrong.add(from + " uses " + to + ", and no arrows lead there")));
        drawn.forEach((from, all) -> {
            for (String to : all) {
                if (reached(drawn, to, null).contains(from)) {
                    wrong.add(from + " and " + to + " are in a cycle");
                }
                if (!used.getOrDefault(from, Set.of()).contains(to)) {
                    wrong.add(from + " does not use " + to);
                }
                if (reached(drawn, from, to).contains(to)) {
                    wrong.add("the arrow from " + from + " to " + to + " is not needed");
                }
            }
        });
        assertEquals(List.of(), wrong);
        assertTrue(drawn.size() > 2, heading);
    }

    @Test
    void modulesUseOneAnotherAsDrawn() {
        isDrawn("Modules", type -> {
            String source = type.getSource().map(s -> s.getUri().toString()).orElse("");
            Matcher module = MODULE.matcher(source);
            return module.find() ? module.group(1) == null ? module.group(2) : module.group(1) : null;
        });
    }

    @Test
    void packagesOfTheCoreUseOneAnotherAsDrawn() {
        Set<String> drawn = new TreeSet<>();
        drawing("Packages of the core").forEach((from, to) -> {
            drawn.add(from);
            drawn.addAll(to);
        });
        isDrawn("Packages of the core", type -> within(type, "io.elbo", "elbo", drawn));
    }

    @Test
    void packagesOfDataAndTheEngineUseOneAnotherAsDrawn() {
        isDrawn("Packages of data", type -> within(type, "io.elbo.data", "data", null));
        isDrawn("Packages of the engine", type -> within(type, "io.elbo.engine", "engine", null));
    }

    /** Returns the name of the package below a root, the given name for the root itself, or null if the package is not a part. */
    private static String within(JavaClass type, String root, String ownName, Set<String> parts) {
        String name = type.getPackageName();
        String part =
                name.equals(root) ? ownName : name.startsWith(root + ".") ? name.substring(root.length() + 1) : null;
        return part == null || parts == null || parts.contains(part) ? part : null;
    }

    @Test
    void noPackagesAreInACycle() {
        Map<String, Set<String>> used =
                used(type -> type.getPackageName().startsWith("io.elbo") ? type.getPackageName() : null);
        assertTrue(used.size() > 30, used.keySet().toString());
        List<String> cycles = used.keySet().stream()
                .filter(name -> reached(used, name, null).contains(name))
                .toList();
        assertEquals(List.of(), cycles);
    }

    @Test
    void everyKindHasANameInFiles() {
        int families = 0;
        for (JavaClass type : CLASSES) {
            if (!type.isAnnotatedWith(JsonSubTypes.class)) {
                continue;
            }
            families++;
            Set<Class<?>> named = new HashSet<>();
            for (JsonSubTypes.Type one :
                    type.getAnnotationOfType(JsonSubTypes.class).value()) {
                named.add(one.value());
            }
            Set<Class<?>> kinds = kinds(type.reflect());
            // a family of the engine, which knows no JSON, is described by a class beside it
            Class<?> family = named.iterator().next().getInterfaces()[0];
            assertEquals(kinds.isEmpty() ? kinds(family) : kinds, named, type.getName());
        }
        assertTrue(families > 8, families + " families");
    }

    /** Returns the classes of a family that have instances. */
    private static Set<Class<?>> kinds(Class<?> family) {
        Set<Class<?>> kinds = new HashSet<>();
        for (JavaClass one : CLASSES) {
            Class<?> type = one.isAssignableTo(family) ? one.reflect() : family;
            if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers()) && !type.isAnonymousClass()) {
                kinds.add(type);
            }
        }
        return kinds;
    }

    @Test
    void everyCommandIsKnown() {
        Set<Class<?>> known = new HashSet<>();
        Deque<CommandLine> open = new ArrayDeque<>(List.of(Main.commandLine()));
        while (!open.isEmpty()) {
            CommandLine command = open.pop();
            known.add(command.getCommandSpec().userObject().getClass());
            open.addAll(command.getSubcommands().values());
        }
        for (JavaClass type : CLASSES) {
            if (type.isAnnotatedWith(CommandLine.Command.class)
                    && !type.getName().contains("$")) {
                boolean shared = type.getAnnotationOfType(CommandLine.Command.class)
                        .name()
                        .equals("<main class>");
                assertTrue(shared || known.contains(type.reflect()), type.getName());
            }
        }
        assertTrue(known.size() > 25, known.size() + " commands");
    }

    @Test
    void howManyThreadsAComputationMayUseIsAskedInOnePlace() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.elbo.parallel.Threads")
                .should()
                .callMethod(Runtime.class, "availableProcessors")
                .orShould()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameStartingWith("parallel"))));
    }

    @Test
    void nativeCodeIsInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.elbo.formats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.duckdb..", "java.sql.."));
    }

    @Test
    void engineDependsOnJavaOnly() {
        check(classes()
                .that()
                .resideInAPackage("io.elbo.engine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "jdk.incubator.vector..", "io.elbo.engine..", "io.elbo.math.."));
    }

    @Test
    void whatListensIsInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.elbo.studio..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."));
    }

    @Test
    void nothingInsideJavaIsUsed() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("sun..", "com.sun..", "jdk.internal.."));
    }

    @Test
    void thereIsNoJavaSerializationAndNoReflection() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectOutputStream"));
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect.."));
    }

    @Test
    void theVectorApiIsUsedInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.elbo.engine.kernel.vector")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector.."));
    }

    @Test
    void aNameIsThatOfOneClass() {
        Map<String, List<String>> named = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (type.isTopLevelClass() && !type.getSimpleName().endsWith("-info")) {
                named.computeIfAbsent(type.getSimpleName(), name -> new ArrayList<>())
                        .add(type.getName());
            }
        }
        List<List<String>> twice =
                named.values().stream().filter(names -> names.size() > 1).toList();
        assertEquals(List.of(), twice);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> silent = sources()
                .filter(file ->
                        file.toString().endsWith(".java") && file.toString().contains("src/main/java"))
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();
        assertEquals(List.of(), silent);
    }

    @Test
    void noSourceKnowsTheMachineItWasWrittenOn() throws IOException {
        Pattern path = Pattern.compile("/(root|home|Users)/\\w");
        List<Path> bound =
                sources().filter(file -> path.matcher(text(file)).find()).toList();
        assertEquals(List.of(), bound);
    }

    /** Java comments, character literals and string literals; only the string literals, blocks or on one line, are in a group. */
    private static final Pattern LITERAL = Pattern.compile(
            "//[^\\n]*+|/\\*[\\s\\S]*?\\*/|'(?:\\\\.|[^'\\\\])++'|(\"{3}[\\s\\S]*?\"{3}|\"(?:\\\\.|[^\"\\\\])*+\")");

    /** A flag. The custom properties of style sheets, which {@code var} reads, do not count. */
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])(?<!var\\()--[a-z][a-z-]*+(?!:)");

    private static List<String> flagsIn(String source) {
        return LITERAL.matcher(source)
                .results()
                .filter(literal -> literal.group(1) != null)
                .flatMap(literal -> FLAG.matcher(literal.group(1)).results())
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void flagsAreFoundInTextsAndNowhereElse() {
        assertEquals(List.of("--limit", "--broken", "--no-header", "--learning-rate", "--clip-norm"), flagsIn("""
                        // "--a" is a comment
                        /* "--b" and /* "--c" */ char c = '"'; String s = "use --limit";
                        /** {@code --d} */ int i = j--; int k = i --j; String t = "\\"--broken\\" skip";
                        char q = '\\''; String u = "--no-header"; String css = "a { --line: #fff; color: var(--line); }";
                        String v = \"""
                            (--learning-rate, --clip-norm)
                            \""";
                        String w = "a--b, --, ---, -- x";
                        """));
    }

    /** A caller of the library knows no flags: only the command names them, and the studio derives them from one list of settings. */
    @Test
    void noLibrarySpeaksOfFlagsOfTheCommand() throws IOException {
        Path root = root();
        Set<String> read = new TreeSet<>();
        List<String> said = new ArrayList<>();
        sources()
                .filter(file ->
                        file.toString().endsWith(".java") && file.toString().contains("src/main/java"))
                .forEach(file -> {
                    String module = root.relativize(file).getName(0).toString();
                    if (!Set.of("cli", "benchmarks").contains(module)) {
                        read.add(module);
                        flagsIn(text(file)).forEach(flag -> said.add(flag + " in " + root.relativize(file)));
                    }
                });
        assertEquals(List.of(), said);
        assertTrue(read.containsAll(Set.of("data", "vae", "tables", "doctor", "studio")), read.toString());
    }

    /** Returns all files of the repository except build output. */
    private static Stream<Path> sources() throws IOException {
        Path root = root();
        List<Path> top;
        try (Stream<Path> entries = Files.list(root)) {
            top = entries.filter(e -> !e.endsWith(".git") && !e.endsWith("runs"))
                    .toList();
        }
        assertTrue(top.contains(root.resolve("math")) && top.contains(root.resolve("cli")), top.toString());
        return top.stream()
                .flatMap(ArchitectureTest::files)
                .filter(file -> !file.toString().contains("/target/"));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("benchmarks"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
