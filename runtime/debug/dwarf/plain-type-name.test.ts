import { expect, it } from 'vitest';
import { plainTypeName } from './plain-type-name.ts';

const STRING = 'std::__2::basic_string<char, std::__2::char_traits<char>, std::__2::allocator<char> >';

it.each([
  ['int', 'int'],
  [STRING, 'std::string'],
  ['std::__2::basic_string_view<char, std::__2::char_traits<char> >', 'std::string_view'],
  [`std::__2::vector<${STRING}, std::__2::allocator<${STRING} > >`, 'std::vector<std::string>'],
  [
    `std::__2::map<${STRING}, int, std::__2::less<${STRING} >, std::__2::allocator<std::__2::pair<const ${STRING}, int> > >`,
    'std::map<std::string, int>',
  ],
  ['std::__2::unique_ptr<int[], std::__2::default_delete<int[]> >', 'std::unique_ptr<int[]>'],
  [`std::__2::variant<int, ${STRING} >`, 'std::variant<int, std::string>'],
  [`std::__2::pair<const ${STRING}, int>`, 'std::pair<const std::string, int>'],
  ['std::__2::array<int, 3UL>', 'std::array<int, 3>'],
  [`Tree<${STRING} >::Node`, 'Tree<std::string>::Node'],
  ['std::__2::unique_ptr<File, Closer>', 'std::unique_ptr<File, Closer>'],
  // An operator is no bracket.
  ['Less<int>::operator<', 'Less<int>::operator<'],
  ['__int128', '__int128'],
])('%s is written %s', (name, plain) => {
  expect(plainTypeName(name)).toBe(plain);
});
