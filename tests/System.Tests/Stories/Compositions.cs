namespace Syndication.System.Tests.Stories;

public sealed class StandalonePublishingTests(StandaloneFixture fixture) : PublishingTests(fixture), IClassFixture<StandaloneFixture>;

public sealed class SplitPublishingTests(SplitFixture fixture) : PublishingTests(fixture), IClassFixture<SplitFixture>;

public sealed class ReplicatedPublishingTests(ReplicatedFixture fixture) : PublishingTests(fixture), IClassFixture<ReplicatedFixture>;
