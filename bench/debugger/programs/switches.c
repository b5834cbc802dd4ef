enum day { MONDAY, TUESDAY, SATURDAY = 5, SUNDAY };
static int hours(enum day day) {
  switch (day) {
  case MONDAY:
  case TUESDAY:
    return 8;
  case SATURDAY:
    return 4;
  default:
    return 0;
  }
}
static const char *name(int n) {
  const char *text = "many";
  switch (n) {
  case 0:
    text = "none";
    break;
  case 1:
    text = "one";
    break;
  }
  return text;
}
int main(void) {
  int sum = hours(MONDAY);
  sum += hours(SATURDAY);
  sum += hours(SUNDAY);
  const char *what = name(1);
  what = name(5);
  return sum + what[0];
}
