using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Idv.Inference.Tests")]
