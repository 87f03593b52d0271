# One image, three services: ingest, analyzer, review-api (see docker-compose.yml).
FROM node:26-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:26-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=install /app/node_modules ./node_modules
COPY package.json ./
COPY contracts ./contracts
COPY platform ./platform
COPY services ./services
COPY cli ./cli
COPY lexicons ./lexicons
RUN mkdir -p /app/data && chown -R node:node /app/data
USER node
ENTRYPOINT ["node"]
CMD ["cli/callwarden.ts", "start"]
