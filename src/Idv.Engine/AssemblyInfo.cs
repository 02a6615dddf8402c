using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Idv.Engine.Tests")]
