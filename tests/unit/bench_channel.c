/*
 * A channel's own speed, without PHP; compare with tests/bench/limits in the same run.
 *   bench_channel oneway SIZE COUNT     frames per second from a forked sender to a reader that
 *                                       takes each frame into memory of its own
 *   bench_channel pingpong SIZE COUNT   round trips per second with a forked echo
 * The processor's nanoseconds per frame are those of user mode and kernel together.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "ipc/channel.h"
#include "loop/loop.h"
#include "os/sock.h"

struct side {
	struct ion_channel *channel;
	struct ion_loop *loop;
	const char *data;
	size_t size;
	uint64_t left;
	uint64_t sum;
	char *memory; /* of the last frame */
	bool is_echo;
	bool is_ended;
};

static void fail(const char *what)
{
	fprintf(stderr, "%s\n", what);
	exit(1);
}

static void send_one(struct side *side)
{
	struct ion_channel_out out = {
		.type = ION_FRAME_MESSAGE, .data = side->data, .size = side->size};
	if (ion_channel_send(side->channel, &out) != 0) {
		fail("send");
	}
}

/* As many as may be queued. */
static void fill(struct side *side)
{
	while (side->left > 0 && !ion_channel_is_full(side->channel)) {
		side->left--;
		send_one(side);
	}
}

static void take(struct side *side, const struct ion_channel_frame *frame)
{
	if (frame->size != side->size) {
		fail("size");
	}
	if (frame->data != NULL) {
		free(side->memory);
		side->memory = malloc(frame->size + 1);
		memcpy(side->memory, frame->data, frame->size);
	}
	side->sum += (unsigned char) side->memory[frame->size / 2];
}

static void on_readable(void *arg)
{
	struct side *side = arg;
	struct ion_channel_frame frame;
	while (ion_channel_next(side->channel, &frame)) {
		take(side, &frame);
		if (side->left > 0 && --side->left == 0) {
			ion_loop_stop(side->loop);
		} else if (side->is_echo) {
			send_one(side);
		}
	}
}

static char *reserve(void *arg, size_t size, size_t have, size_t *ret_room)
{
	struct side *side = arg;
	if (have == 0) {
		free(side->memory);
		side->memory = malloc(size);
	}
	*ret_room = size - have;
	return side->memory + have;
}

static void on_drain(void *arg)
{
	fill(arg);
}

static void on_flushed(void *arg)
{
	(void) arg;
}

static void on_end(void *arg, const struct ion_channel_end *end)
{
	struct side *side = arg;
	side->is_ended = true;
	if (end->reason != ION_CHANNEL_HANGUP) {
		fprintf(stderr, "end %d %d %s\n", (int) end->reason, end->code, end->text);
		exit(1);
	}
	ion_loop_stop(side->loop);
}

static const struct ion_channel_events events = {
	.on_readable = on_readable,
	.reserve = reserve,
	.on_drain = on_drain,
	.on_flushed = on_flushed,
	.on_end = on_end,
};

static struct side mine;

static void side_start(int fd, size_t size, uint64_t count)
{
	char *data = malloc(size + 1);
	memset(data, 'x', size);
	mine = (struct side){.loop = ion_loop_new(), .size = size, .left = count, .data = data};
	mine.channel = ion_channel_new(mine.loop, ION_CHANNEL_PAIR, &events, &mine);
	if (mine.channel == NULL || ion_channel_connect(mine.channel, fd) != 0) {
		fail("channel");
	}
	ion_loop_ref(mine.loop);
}

static double cpu_ns(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e9 +
		   (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e3;
}

static void report(const char *who, uint64_t count, double begin_cpu)
{
	struct ion_channel_stats stats;
	ion_channel_get_stats(mine.channel, &stats);
	fprintf(stderr, "  %s: %.1f ns of processor per frame, %.4f system calls\n", who,
		(cpu_ns() - begin_cpu) / (double) count,
		(double) (stats.reads + stats.writes) / (double) count);
}

static void run_sender(int fd, size_t size, uint64_t count)
{
	double begin = cpu_ns();
	side_start(fd, size, count);
	fill(&mine);
	while (mine.left > 0 || ion_channel_queued_bytes(mine.channel) > 0) {
		ion_loop_run(mine.loop, ION_LOOP_ONCE);
	}
	report("sender", count, begin);
}

static void run_echo(int fd, size_t size)
{
	side_start(fd, size, 0);
	mine.is_echo = true;
	ion_channel_want(mine.channel, true);
	while (!mine.is_ended) {
		ion_loop_run(mine.loop, 0);
	}
}

static void measure(bool is_pingpong, size_t size, uint64_t count)
{
	int fds[2];
	int64_t begin_ns;
	double begin;
	pid_t pid;
	if (ion_sock_pair(fds) != 0) {
		fail("pair");
	}
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		if (is_pingpong) {
			run_echo(fds[1], size);
		} else {
			run_sender(fds[1], size, count);
		}
		_exit(0);
	}
	close(fds[1]);
	begin_ns = ion_clock_now_ns();
	begin = cpu_ns();
	side_start(fds[0], size, count);
	mine.is_echo = is_pingpong;
	ion_channel_want(mine.channel, true);
	if (is_pingpong) {
		send_one(&mine);
	}
	while (mine.left > 0 && !mine.is_ended) {
		ion_loop_run(mine.loop, 0);
	}
	double seconds = (double) (ion_clock_now_ns() - begin_ns) / 1e9;
	if (mine.left > 0) {
		fail("lost");
	}
	report("receiver", count, begin);
	printf("%.0f per second, %.0f MiB/s\n", (double) count / seconds,
		(double) count * (double) size / seconds / 1048576);
	ion_channel_free(mine.channel);
	waitpid(pid, NULL, 0);
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "oneway") == 0) {
		measure(false, strtoul(argv[2], NULL, 10), strtoull(argv[3], NULL, 10));
	} else if (argc == 4 && strcmp(argv[1], "pingpong") == 0) {
		measure(true, strtoul(argv[2], NULL, 10), strtoull(argv[3], NULL, 10));
	} else {
		fail("bench_channel oneway|pingpong SIZE COUNT");
	}
	return 0;
}
