namespace Idv.Imaging.Annotation;

/// <summary>What the colour of a mark says.</summary>
public enum MarkTone
{
    /// <summary>Found, nothing judged: blue.</summary>
    Neutral,

    /// <summary>Judged well: green.</summary>
    Good,

    /// <summary>Judged badly: red.</summary>
    Bad,

    /// <summary>Undecided: amber.</summary>
    Doubtful,
}
