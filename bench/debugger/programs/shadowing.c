int value = 1;
static int outer(int value) {
  int sum = value;
  {
    int value = 10;
    sum += value;
    {
      int value = 100;
      sum += value;
    }
    sum += value;
  }
  return sum + value;
}
int main(void) {
  int before = value;
  value = outer(before + 1);
  return value;
}
