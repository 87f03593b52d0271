export default function CallPage() {
  return <div className="page">call</div>;
}
