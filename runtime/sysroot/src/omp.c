/* <omp.h>: a team of one thread, which is never in a parallel region. */
#include <omp.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int omp_get_thread_num(void) { return 0; }
int omp_get_num_threads(void) { return 1; }
int omp_get_max_threads(void) { return 1; }
int omp_get_num_procs(void) { return 1; }
int omp_get_thread_limit(void) { return 1; }
int omp_in_parallel(void) { return 0; }
int omp_get_level(void) { return 0; }
int omp_get_active_level(void) { return 0; }
int omp_get_ancestor_thread_num(int level) { return level == 0 ? 0 : -1; }
int omp_get_team_size(int level) { return level == 0 ? 1 : -1; }
int omp_get_dynamic(void) { return 0; }
int omp_get_nested(void) { return 0; }
int omp_get_max_active_levels(void) { return 1; }
int omp_get_cancellation(void) { return 0; }
int omp_get_num_devices(void) { return 0; }
int omp_get_num_teams(void) { return 1; }
int omp_get_team_num(void) { return 0; }
int omp_is_initial_device(void) { return 1; }
void omp_set_num_threads(int count) { (void)count; }
void omp_set_dynamic(int is_dynamic) { (void)is_dynamic; }
void omp_set_nested(int is_nested) { (void)is_nested; }
void omp_set_max_active_levels(int levels) { (void)levels; }

static omp_sched_t schedule = omp_sched_static;
static int chunk;

void omp_set_schedule(omp_sched_t kind, int size) { schedule = kind, chunk = size; }
void omp_get_schedule(omp_sched_t *kind, int *size) { *kind = schedule, *size = chunk; }

double omp_get_wtime(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double omp_get_wtick(void)
{
    struct timespec step;
    clock_getres(CLOCK_MONOTONIC, &step);
    return (double)step.tv_sec + (double)step.tv_nsec / 1e9;
}

void omp_init_lock(omp_lock_t *lock) { lock->__locks = 0; }
void omp_destroy_lock(omp_lock_t *lock) { (void)lock; }
void omp_unset_lock(omp_lock_t *lock) { lock->__locks = 0; }
int omp_test_lock(omp_lock_t *lock) { return lock->__locks == 0 ? lock->__locks = 1 : 0; }

void omp_set_lock(omp_lock_t *lock)
{
    static const char deadlock[] =
        "omp_set_lock: the program sets a lock that is set already. There is no other thread that could unset it, so it "
        "would wait for ever\n";
    if (omp_test_lock(lock))
        return;
    (void)write(STDERR_FILENO, deadlock, sizeof deadlock - 1);
    abort();
}

void omp_init_nest_lock(omp_nest_lock_t *lock) { lock->__locks = 0; }
void omp_destroy_nest_lock(omp_nest_lock_t *lock) { (void)lock; }
void omp_set_nest_lock(omp_nest_lock_t *lock) { lock->__locks++; }
void omp_unset_nest_lock(omp_nest_lock_t *lock) { lock->__locks--; }
int omp_test_nest_lock(omp_nest_lock_t *lock) { return ++lock->__locks; }
