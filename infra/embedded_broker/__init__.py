"""The MQTT broker of a development machine: amqtt, with mosquitto's password file and our walls.

Not for a city: it forgets what it holds when it stops, and speaks no TLS.
"""
