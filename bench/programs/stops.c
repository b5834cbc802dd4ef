// stops: passes three places of the debugger in each of ROUNDS rounds, and calls nothing.
int main(void)
{
    volatile unsigned sum = 0;
    unsigned rounds = ROUNDS;
    for (unsigned i = 0; i < rounds; i++) {
        sum += i;
        sum ^= 3;
    }
    return sum == 1;
}
