import { useParams } from 'react-router';
import { Loaded } from '../../shared/loaded.tsx';
import { CallReview } from './call-review.tsx';
import { useCall } from './use-call.ts';
import { useWalk } from './use-walk.ts';

export default function CallPage() {
  const { callId = '' } = useParams();
  const query = useCall(callId);
  const walk = useWalk(callId);
  return (
    <Loaded query={query}>{(call) => <CallReview key={call.record.callId} call={call} walk={walk} />}</Loaded>
  );
}
