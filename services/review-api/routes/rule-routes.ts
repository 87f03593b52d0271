import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem } from '../../../contracts/problem.ts';
import { RuleList, RuleTrial, RuleTrialInput, RuleView } from '../../../contracts/rule-view.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { sendProblem } from '../http/problems.ts';
import type { RulesDoor } from '../rules/rules-door.ts';

const config = { access: 'rules:read', audit: { none: 'rules are no personal data' } } as const;
const part = z.string().max(100);

/** GET /v1/rules, GET /v1/rules/:language/:category/:name, POST /v1/rules/try. */
export function createRuleRoutes(rules: RulesDoor): FastifyPluginAsyncZod {
  return async function ruleRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/rules',
      config,
      schema: {
        operationId: 'listRules',
        tags: ['rules'],
        summary: 'List the rules in force',
        response: { 200: RuleList },
      },
      handler: async () => rules.list(),
    });

    app.route({
      method: 'GET',
      url: '/v1/rules/:languageId/:categoryId/:nameId',
      config,
      schema: {
        operationId: 'readRule',
        tags: ['rules'],
        summary: 'Read a rule',
        description: "What it looks for in plain words, its examples and known misses, and its file's text.",
        params: z.object({ languageId: part, categoryId: part, nameId: part }),
        response: { 200: RuleView, 404: problemResponse('No rule has this id', Problem) },
      },
      handler: async ({ params }, reply) =>
        (await rules.read(`${params.languageId}/${params.categoryId}/${params.nameId}`)) ??
        sendProblem(reply, 'not_found'),
    });

    app.route({
      method: 'POST',
      url: '/v1/rules/try',
      config: { access: 'rules:read', audit: { none: 'nothing of a trial is kept' } },
      schema: {
        operationId: 'tryRules',
        tags: ['rules'],
        summary: 'Try the rulebook on a pasted text',
        description:
          'A sentence of the collector, or a dialogue with one line a turn (collector: …, debtor: …, 催收员：…). ' +
          'Answers who is taken to be on the line at each turn, and the findings. Nothing is kept.',
        body: RuleTrialInput,
        response: { 200: RuleTrial },
      },
      handler: async ({ body }) => rules.tryText(body),
    });
  };
}
