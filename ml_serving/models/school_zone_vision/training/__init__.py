"""Fine-tuning of the CenterNet on photographs with boxes in COCO's format."""
