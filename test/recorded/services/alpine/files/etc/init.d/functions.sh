#!/sbin/openrc-run
