import { useMutation, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';

export const useRules = () =>
  useQuery({
    queryKey: ['rules'],
    staleTime: 300_000,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/rules', { signal })),
  });

/** One rule by its id: language/category/name. */
export function useRule(id: string) {
  const [languageId = '', categoryId = '', nameId = ''] = id.split('/');
  return useQuery({
    queryKey: ['rule', id],
    staleTime: 300_000,
    queryFn: ({ signal }) => {
      const params = { path: { languageId, categoryId, nameId } };
      return bodyOf(api.GET('/v1/rules/{languageId}/{categoryId}/{nameId}', { params, signal }));
    },
  });
}

export const useTrial = () =>
  useMutation({
    mutationFn: (body: { text: string; language: 'zh' | 'en' }) =>
      bodyOf(api.POST('/v1/rules/try', { body })),
  });
