/** Why a figure over labels is undefined: the same words wherever it is. */
export const noLabelledPair = 'No pair here has a label that chooses a response.';
