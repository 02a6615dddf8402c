namespace Idv.Imaging;

/// <summary>The operations of grey-scale mathematical morphology with a flat rectangular element.</summary>
public enum MorphologyOperation
{
    /// <summary>The minimum under the element.</summary>
    Erode = 0,

    /// <summary>The maximum under the element.</summary>
    Dilate = 1,

    /// <summary>Erosion, then dilation: removes bright details smaller than the element.</summary>
    Open = 2,

    /// <summary>Dilation, then erosion: removes dark details smaller than the element.</summary>
    Close = 3,

    /// <summary>The image minus its opening: the bright details.</summary>
    TopHat = 4,

    /// <summary>The closing minus the image: the dark details.</summary>
    BlackHat = 5,
}
