# The service in a small image of its own: built where Swift is, run where only libpq, libcrypto and the binary are.

FROM swift:6.3-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libpq-dev libssl-dev pkg-config \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /send
COPY Package.swift ./
COPY Sources Sources
# The manifest names the test targets, so their folders must be there; the image is not where tests run.
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product send-api

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates libpq5 libssl3 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin send
WORKDIR /send
COPY --from=build /send/.build/release/send-api /usr/local/bin/send-api
COPY openapi.yaml ./
COPY migrations migrations
COPY sample-data sample-data
COPY deploy/healthcheck /usr/local/bin/healthcheck
USER 10001
# Inside a container the service is reached from outside it; who may reach it is for the network to say.
ENV SEND_HTTP_HOST=* SEND_ADMIN_HOST=*
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["healthcheck"]
ENTRYPOINT ["send-api"]
CMD ["serve"]
