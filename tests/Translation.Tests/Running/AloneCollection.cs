namespace Syndication.Translation.Tests.Running;

/// <summary>Tests that run while no other does.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
