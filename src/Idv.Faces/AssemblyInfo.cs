using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Idv.Faces.Tests")]
[assembly: InternalsVisibleTo("Idv.Accuracy")]
