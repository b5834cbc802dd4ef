static int digits(int number) {
  int count = 0;
  do {
    count++;
    number /= 10;
  } while (number);
  return count;
}
int main(void) {
  int one = digits(7);
  int three = digits(123);
  return one + three;
}
