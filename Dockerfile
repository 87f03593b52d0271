# One image, three services: ingest, analyzer, review-api (see docker-compose.yml).
FROM node:26-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY services/review-console/package.json ./services/review-console/
# The image has its own Node; install scripts would fetch another and build the console without its sources.
RUN npm ci --omit=dev --ignore-scripts

FROM node:26-bookworm-slim AS console
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY services/review-console ./services/review-console
RUN npm ci --ignore-scripts
RUN node services/review-console/build/build-console.ts

FROM node:26-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=install /app/node_modules ./node_modules
COPY package.json ./
COPY contracts ./contracts
COPY platform ./platform
COPY services ./services
COPY --from=console /app/services/review-console/dist ./services/review-console/dist
COPY cli ./cli
COPY lexicons ./lexicons
RUN mkdir -p /app/data && chown -R node:node /app/data
USER node
ENTRYPOINT ["node"]
CMD ["cli/callwarden.ts", "start"]
