namespace Syndication.System.Tests.Stories;

public sealed class StandalonePublishingTests(StandaloneFixture fixture) : PublishingTests(fixture), IClassFixture<StandaloneFixture>;

public sealed class StandaloneDeskTests(StandaloneFixture fixture) : DeskTests(fixture), IClassFixture<StandaloneFixture>;

public sealed class SplitDeskTests(SplitFixture fixture) : DeskTests(fixture), IClassFixture<SplitFixture>;

public sealed class ReplicatedDeskTests(ReplicatedFixture fixture) : DeskTests(fixture), IClassFixture<ReplicatedFixture>;

public sealed class SplitPublishingTests(SplitFixture fixture) : PublishingTests(fixture), IClassFixture<SplitFixture>;

public sealed class ReplicatedPublishingTests(ReplicatedFixture fixture) : PublishingTests(fixture), IClassFixture<ReplicatedFixture>;

public sealed class ElsewherePublishingTests(ElsewhereFixture fixture) : PublishingTests(fixture), IClassFixture<ElsewhereFixture>;
