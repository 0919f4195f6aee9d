(suspend 'review)
