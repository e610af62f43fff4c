#!/usr/bin/env bash
# Spring Boot with its Tomcat: the class path comes from Maven, the snippets are compiled against it.
set -euo pipefail

version=4.1.0
top=$(realpath -m "$PROOF/spring-boot")

case $1 in
setup)
    command -v javac >/dev/null || { echo "javac is missing: install JDK 17 or newer" >&2; exit 1; }
    [ "$(cat "$top/installed" 2>/dev/null)" != "$version" ] || exit 0
    rm -rf "$top"
    mkdir -p "$top"
    cat >"$top/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>$version</version>
  </parent>
  <groupId>proof</groupId>
  <artifactId>proof</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-webmvc</artifactId>
    </dependency>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-websocket</artifactId>
    </dependency>
  </dependencies>
</project>
POM
    mvn -q -B -f "$top/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$top/lib" >&2
    # One program that compiles all: the compiler is started and warmed up once.
    cat >"$top/Build.java" <<'JAVA'
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** Compiles each SOURCE into the folder before it: CLASSPATH (FOLDER SOURCE)... */
public class Build {
    public static void main(String[] args) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        int failed = 0;
        for (int i = 1; i < args.length; i += 2) {
            Path folder = Path.of(args[i]), source = Path.of(args[i + 1]);
            Files.createDirectories(folder);
            var said = new StringWriter();
            var options = List.of("-cp", args[0], "-d", folder.toString(), "-parameters", "-proc:none", "-Xlint:all");
            boolean done = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source)).call();
            if (!done) {
                failed++;
                System.err.println("[" + source.getParent().getFileName() + "] " + said);
            } else {
                Files.writeString(folder.resolve("done"), "");
                System.err.print(said);
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }
}
JAVA
    echo "$version" >"$top/installed"
    ;;
version)
    tomcat=$(basename "$top"/lib/tomcat-embed-core-*.jar .jar)
    java=$(java -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
    echo "Spring Boot $version, Tomcat ${tomcat##*-}, OpenJDK $java"
    ;;
build)
    # Classes are found by the hash of their source: what is unchanged is compiled once.
    words=()
    while read -r hash file; do
        [ -f "$top/classes/${hash:0:16}/done" ] || words+=("$top/classes/${hash:0:16}" "$file")
    done < <(sha256sum "$(realpath "$2")"/*/DemoApplication.java)
    [ ${#words[@]} -gt 0 ] || exit 0
    jars=("$top"/lib/*.jar)
    java -XX:TieredStopAtLevel=1 "$top/Build.java" "$(IFS=:; echo "${jars[*]}")" "${words[@]}"
    ;;
run)
    cd "$2"
    hash=$(sha256sum DemoApplication.java)
    exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dspring.main.banner-mode=off \
        -cp "$top/lib/*:$top/classes/${hash:0:16}" com.example.demo.DemoApplication
    ;;
esac
