"""Pictures of what `imis evaluate --save-masks` has written: the masks on the images, round by round."""
