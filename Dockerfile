# One recipe for every image of Tollgate. `./tollgate images` builds them all from jars that are built already; by hand:
#
#   docker build --target service --build-arg JAR=store-service/target/store-service-0.1.0-SNAPSHOT-exec.jar -t localhost/tollgate/store .
#   docker build --target provision -t localhost/tollgate/provision .
#
# No build tool, package manager run or network access is needed: the base image's Java does everything.
ARG JRE=docker.io/library/eclipse-temurin:25-jre

# what all images share: the folders and the unprivileged user, a number so that Kubernetes can check it
FROM ${JRE} AS base
ENV LANG=C.UTF-8
RUN mkdir -p /opt/tollgate /run/tollgate /var/lib/tollgate /provision \
    && for volume in administrator authority database gateway key-manager postgres publisher redis redis-data server store traffic-manager; do \
         mkdir -m 0700 /provision/$volume; done \
    && chmod 0700 /run/tollgate /var/lib/tollgate \
    && chown -R 10001:10001 /run/tollgate /var/lib/tollgate /provision
WORKDIR /opt/tollgate

# the one-shot: certificates and secrets, then the database's roles and schemas
FROM base AS provision
COPY cli/target/tollgate-cli.jar /opt/tollgate/tollgate-cli.jar
COPY deploy/compose/image/provision deploy/compose/image/database /opt/tollgate/
USER 10001:10001
ENTRYPOINT ["/opt/tollgate/provision"]

# a service's jar taken apart, what changes least first
FROM ${JRE} AS layers
ARG JAR
COPY ${JAR} /tmp/application.jar
RUN java -Djarmode=tools -jar /tmp/application.jar extract --layers --destination /layers --application-filename application.jar

# certificates of a day, so that the practice run below gets past reading them; they stay in this stage
FROM provision AS practice
RUN java -jar /opt/tollgate/tollgate-cli.jar certs --out /tmp/practice

FROM base AS service
COPY deploy/compose/image/jvm.options deploy/compose/image/healthy /opt/tollgate/
COPY --from=layers /layers/dependencies/ /opt/tollgate/
COPY --from=layers /layers/snapshot-dependencies/ /opt/tollgate/
COPY --from=layers /layers/application/ /opt/tollgate/
# the AOT cache: classes loaded and linked ahead of the start, by the very Java that will run them; AOT=false builds without, faster
ARG AOT=true
RUN --mount=type=bind,from=practice,source=/tmp/practice,target=/tmp/practice-certificates \
    --mount=type=bind,source=deploy/compose/image/practise,target=/tmp/practise \
    /bin/sh /tmp/practise
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=5s --start-period=240s --retries=3 CMD ["/opt/tollgate/healthy"]
ENTRYPOINT ["java", "@/opt/tollgate/jvm.options", "@/opt/tollgate/aot.options", "-jar", "/opt/tollgate/application.jar"]
