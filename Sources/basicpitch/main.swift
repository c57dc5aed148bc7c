print("basicpitch")
