export default function QueuePage() {
  return <div className="page">queue</div>;
}
