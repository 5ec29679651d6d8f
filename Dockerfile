# syntax=docker/dockerfile:1

# One static program in an otherwise empty image, run by nobody in particular.
#   docker build -t commonthread .
#   docker run -p 8080:8080 -v commonthread:/data commonthread

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
# With .git, so that `commonthread version` knows its release and commit.
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/commonthread ./cmd/commonthread
RUN mkdir -p /out/data /out/tmp \
    && cp /etc/ssl/certs/ca-certificates.crt "$(go env GOROOT)/lib/time/zoneinfo.zip" /out/

FROM scratch
COPY --from=build /out/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/zoneinfo.zip /usr/share/zoneinfo.zip
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 /out/tmp /tmp
COPY --from=build /out/commonthread /commonthread

ENV COMMONTHREAD_DATA_DIR=/data \
    ZONEINFO=/usr/share/zoneinfo.zip
USER 65532:65532
VOLUME /data
EXPOSE 8080
# The image has no shell and no curl: the program asks itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --start-interval=1s \
    CMD ["/commonthread", "healthcheck"]
ENTRYPOINT ["/commonthread"]
CMD ["serve"]
