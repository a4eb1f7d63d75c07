namespace Syndication.System.Tests.Stories;

/// <summary>One start for all stories of a composition, which are told one after the other.</summary>
[CollectionDefinition(nameof(Standalone))]
public sealed class Standalone : ICollectionFixture<StandaloneFixture>;

[CollectionDefinition(nameof(Split))]
public sealed class Split : ICollectionFixture<SplitFixture>;

[CollectionDefinition(nameof(Replicated))]
public sealed class Replicated : ICollectionFixture<ReplicatedFixture>;

[CollectionDefinition(nameof(Elsewhere))]
public sealed class Elsewhere : ICollectionFixture<ElsewhereFixture>;

[Collection(nameof(Standalone))]
public sealed class StandalonePublishingTests(StandaloneFixture fixture) : PublishingTests(fixture);

[Collection(nameof(Standalone))]
public sealed class StandaloneDeskTests(StandaloneFixture fixture) : DeskTests(fixture);

[Collection(nameof(Split))]
public sealed class SplitPublishingTests(SplitFixture fixture) : PublishingTests(fixture);

[Collection(nameof(Split))]
public sealed class SplitDeskTests(SplitFixture fixture) : DeskTests(fixture);

[Collection(nameof(Replicated))]
public sealed class ReplicatedPublishingTests(ReplicatedFixture fixture) : PublishingTests(fixture);

[Collection(nameof(Replicated))]
public sealed class ReplicatedDeskTests(ReplicatedFixture fixture) : DeskTests(fixture);

[Collection(nameof(Elsewhere))]
public sealed class ElsewherePublishingTests(ElsewhereFixture fixture) : PublishingTests(fixture);

[Collection(nameof(Elsewhere))]
public sealed class ElsewhereDeskTests(ElsewhereFixture fixture) : DeskTests(fixture);
